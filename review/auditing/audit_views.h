// What an auditor is shown across campaigns: values, free of markup and of language.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "review/campaigns/review_row.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

/// One decision as an auditor reads it.
struct DecisionLine {
  core::Decision decision;
  PersonView subject;
  std::string entitlement_ref;
  std::string decided_by_name;
  std::string on_behalf_of_name;  ///< empty when she decided for herself
  bool newest = false;            ///< the one that counts
};

/// What is looked for among all answers; whatever is empty fits everything.
struct DecisionSearch {
  std::string person;    ///< as reconcile::persons_meant() reads it
  std::string reviewer;  ///< the same, of who answered or on whose behalf
  std::string system;    ///< whole name, folded
  std::string right;     ///< part of "System:Name", folded
  std::optional<core::Answer> answer;
  std::optional<core::Date> from, to;  ///< local days of the answer, both inclusive
  core::CampaignId campaign{0};
};

/// What became of a right since it was answered about.
enum class RightNow : std::uint8_t {
  held,     ///< she still has it
  gone,     ///< she has it no longer
  unknown,  ///< the person or the right is in no source any longer
};

struct FoundDecision {
  core::Campaign campaign;
  DecisionLine line;
  std::string system;
  RightNow now = RightNow::unknown;
};

struct SearchResult {
  std::vector<FoundDecision> found;  ///< newest first
  std::vector<core::Campaign> campaigns;
  std::vector<std::string> systems;  ///< to choose from, by name
  std::int64_t looked_through = 0;   ///< answers, with their earlier versions
};

/// Everything there is to one right of one person in one campaign.
struct DecisionStory {
  core::Campaign campaign;
  PersonView subject;
  PersonView reviewer;  ///< who is asked now; empty key: nobody
  RouteReason route = RouteReason::nobody;
  /// As the campaign's moment shows it, worked out anew; empty when it was not asked about.
  std::optional<ReviewRow> shown;
  struct Version {
    DecisionLine line;
    /// What the answer says that it saw is exactly what `shown` shows.
    bool saw_this = false;
  };
  std::vector<Version> versions;         ///< oldest first
  std::vector<FoundDecision> elsewhere;  ///< newest answers on it in other campaigns
  RightNow now = RightNow::unknown;
  std::optional<core::Timestamp> gone_since;  ///< the pull that saw the last way to it end
};

/// A part of what was seen, and why it is a part of its own.
struct PopulationPart {
  /// "asked", "nobody_to_ask", "no_rights", "not_employed", "other_kind", "not_current",
  /// "nothing_held" (not employed here, and holds nothing), "carried" (kept lately, and as they
  /// were then), "review_free" (rights that nobody reviews), "no_person" (accounts that are
  /// nobody's)
  std::string reason;
  std::int64_t persons = 0, accounts = 0, rights = 0;
};

struct PopulationLine {
  PersonView subject;
  std::string reason;  ///< of its part
  std::string reviewer_name;
  std::int64_t rights = 0, answered = 0;
};

/// All that history knew at the campaign's moment, and where each of it went.
struct Population {
  core::Campaign campaign;
  std::vector<PopulationPart> parts;
  PopulationPart seen;                ///< counted by itself, not from the parts
  std::vector<PopulationLine> lines;  ///< every person, by name
  bool sums_to_zero = false;          ///< seen less the parts is nothing, in all three
};

/// Who had a right at a moment, or what a person had.
struct AccessThen {
  core::Timestamp moment;
  std::string title;  ///< "Kassebog:Godkend betaling", or a person's name
  struct Line {
    PersonView person;
    std::string account;  ///< "System/login"
    std::string right;
    std::vector<core::Path> paths;
    std::string decided;  ///< by whom it was decided last before that moment; empty: nobody
    std::optional<core::Decision> decision;
    /// Only one of the readings around the moment shows it: it began or ended in between.
    enum class Had : std::uint8_t { had, changed } had = Had::had;
  };
  /// The readings that the moment lies between; empty: before the first, after the last.
  std::optional<core::Timestamp> read_before;
  std::optional<core::Timestamp> read_after;
  std::vector<Line> lines;
  std::vector<std::string> choices;  ///< several are meant: which one?
};

}  // namespace rettesnor::review
