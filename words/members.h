// The words for members of closed sets: acts, states, severities, classes of objects.
#pragma once

#include <string>
#include <string_view>

#include "core/campaign.h"
#include "core/finding.h"
#include "core/mail.h"
#include "core/order.h"
#include "core/record.h"
#include "words/words.h"

namespace rettesnor::words {

/// The row "<set>_<member>", or Word::nothing when there is none: named("verdict", "expired").
Word named(std::string_view set, std::string_view member);

/// Takes {what}.
Word word_of(core::OrderAct act);
Word word_of(core::OrderReason reason);
/// What the order is after the step: its state.
Word word_of(core::OrderStep::Kind kind);
Word word_of(core::Severity severity);
/// "kritisk|kritiske": for say_count.
Word adjective_of(core::Severity severity);
Word word_of(const core::Mail& mail);
/// "åben", "afsluttet med 3 ubesvarede".
std::string state_of(Language language, const core::Campaign& campaign);
/// "konto|konti": for say_count.
Word noun_of(core::ObjectClass object_class);

}  // namespace rettesnor::words
