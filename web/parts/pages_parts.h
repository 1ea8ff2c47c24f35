// What several pages show in the same way: the frame, people, dates, a right and its answer.
#pragma once

#include <optional>
#include <string>

#include "review/answers/list_views.h"
#include "review/auditing/audit_views.h"
#include "review/campaigns/campaign_views.h"
#include "review/campaigns/review_row.h"
#include "review/organisation/deeds.h"
#include "review/organisation/person_view.h"
#include "web/parts/pages.h"
#include "web/parts/render.h"

namespace rettesnor::web {

/// Puts the page's body into the frame that stands around every page.
std::string framed(const Frame& frame, const std::string& title, std::string_view template_name,
                   View body);
/// What every body may use: csrf, and the problem of the whole page.
View body_view(const Frame& frame, const std::optional<Problem>& problem = std::nullopt);

/// The reader of the page.
bool may(const Frame& frame, review::Deed deed);
std::string show_day(const Frame& frame, core::Timestamp moment);
std::string show_moment(const Frame& frame, core::Timestamp moment);
/// The name, or "ukendt" when there is none.
std::string name_or_unknown(const Frame& frame, const std::string& name);

/// Who decided, and for whom when it was on somebody's behalf.
std::string by_whom(const Frame& frame, const review::DecisionLine& line);
/// One choice of a list to choose from.
View option_view(std::string_view value, const std::string& name, const std::string& chosen);

/// "Beholdes til 31.12.2026".
std::string answer_words(Language language, const core::Decision& decision);
/// The heading of a person of a list with its three tabs; `here` is "", "others" or "changes".
void add_person_tabs(View& view, const Frame& frame, const review::ReviewPage& page,
                     std::string_view here);
/// What stands beside a row that concerns several people.
View course_view(const Frame& frame, const review::ReviewRow& row);
std::string previous_words(const Frame& frame, const review::ReviewRow& row);
std::string use_words(Language language, const review::LastUse& use);
std::string sensitivity_words(Language language, review::Sensitivity sensitivity);
std::string verdict_words(Language language, reconcile::Verdict verdict);
std::string deadline_words(Language language, core::Date deadline, int days_left);
/// Of every kind of review::campaign_kinds(); one that is not known is shown by its name.
std::string campaign_kind_words(Language language, std::string_view kind);
std::string campaign_state(Language language, const core::Campaign& campaign);
std::string left_out_words(Language language, const std::string& reason);
View left_out_view(const Frame& frame, const review::LeftOut& left_out);
/// What a right is called: a name that is a code ("G_E_HJN") gives way to its description.
std::string shown_name(const review::ReviewRow& row);
/// Everything about a right that is told in the same words wherever it is shown.
View right_view(const Frame& frame, const review::ReviewRow& row);

/// How the subjects of a campaign are called.
struct AboutWords {
  Word step, next, list, subject, place;
  std::optional<Word> lead;  ///< what stands below the name of one, in place of a title and a unit
};
AboutWords words_about(review::About about);

}  // namespace rettesnor::web
