// Errors, and reasons that are kept, as readers see them.
#pragma once

#include <string>
#include <string_view>

#include "words/error.h"

namespace rettesnor::test {

inline std::string english(const core::Error& error) {
  return words::sentence(error, words::Language::english);
}
inline std::string danish(const core::Error& error) {
  return words::sentence(error, words::Language::danish);
}
inline std::string english(std::string_view kept) {
  return words::told(kept, words::Language::english);
}
inline std::string danish(std::string_view kept) {
  return words::told(kept, words::Language::danish);
}

}  // namespace rettesnor::test
