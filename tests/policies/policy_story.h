// Words for policies told as text: what was complained about, as lines.
#pragma once

#include <string>
#include <vector>

#include "policies/read_policy.h"

namespace rettesnor::policies::testing {

/// What every policy needs around the thing that a test is about. 18 lines.
inline const std::string kGround = R"([policy]
version = "1"
approved_on = 2025-01-01

[[document]]
id = "R"
title = "Rettighedsregler"
version = "3.1"
last_reviewed = 2026-01-01

[[system]]
name = "Kassebog"

[[vendor]]
cvr = "12345678"
name = "Fjordsoft ApS"

)";

inline PolicyReading read(const std::string& text) {
  return read_policy_texts({{"a.toml", text}});
}

/// The complaints as a human reads them.
inline std::vector<std::string> shown(const PolicyReading& reading) {
  std::vector<std::string> out;
  for (const auto& complaint : reading.complaints) out.push_back(show(complaint));
  return out;
}
/// Complaints about `text` when it follows kGround.
inline std::vector<std::string> complaints_about(const std::string& text) {
  return shown(read(kGround + text));
}

/// A role policy with this `when`, from line 19 on.
inline std::string role_when(const std::string& when) {
  return "[[role]]\nid = \"R1\"\nname = \"N\"\ndocument = \"R\"\nclause = \"P7\"\nwhen = " + when +
         "\nallowed = [\"Kassebog:A\"]\n";
}

}  // namespace rettesnor::policies::testing
