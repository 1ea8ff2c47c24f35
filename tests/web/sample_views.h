// Views of an invented municipality, as pages get them; realistic, empty and hostile ones.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "review/answers/list_views.h"
#include "review/auditing/audit_views.h"
#include "review/orders/order_views.h"
#include "web/parts/pages.h"

namespace rettesnor::test {

/// The zone of the samples, for the life of the program.
const core::LocalZone& sample_zone();
web::Frame sample_frame(web::Language language);

enum class Flavour {
  full,     ///< 20 people, 180 rows, everything that can be there is
  minimal,  ///< as little as a page can be given
  hostile   ///< names, comments and keys made to break out
};
/// Texts that must never act: markup, formulas, bidi controls, NUL, 10 KiB.
const std::vector<std::string>& hostile_texts();

/// `plain`, or one of the hostile texts.
std::string sample_text(Flavour flavour, std::size_t which, const std::string& plain);

struct SamplePage {
  std::string name;  ///< "review", "task-signed", …
  std::string html;
};
std::vector<SamplePage> sample_pages(web::Language language, Flavour flavour);

/// Those of the auditor and of the findings; a part of sample_pages().
std::vector<SamplePage> sample_auditor_pages(const web::Frame& frame, Flavour flavour);

review::ReviewPage sample_review(Flavour flavour);
std::vector<review::DecisionLine> sample_decisions(Flavour flavour);
core::Campaign sample_campaign();
/// One order, with everything that a page can tell of it.
review::OrderBoard sample_orders(Flavour flavour);

}  // namespace rettesnor::test
