// Nouns for the classes of objects.
#include "cli/output/class_words.h"

namespace rettesnor::cli {
namespace {

Word word_of(core::ObjectClass object_class) {
  switch (object_class) {
    case core::ObjectClass::unit:
      return Word::noun_unit;
    case core::ObjectClass::person:
      return Word::noun_person;
    case core::ObjectClass::employment:
      return Word::noun_employment;
    case core::ObjectClass::mandate:
      return Word::noun_mandate;
    case core::ObjectClass::engagement:
      return Word::noun_engagement;
    case core::ObjectClass::account:
      return Word::noun_account;
    case core::ObjectClass::entitlement:
      return Word::noun_entitlement;
    case core::ObjectClass::grant:
      return Word::noun_grant;
  }
  return Word::noun_account;
}

}  // namespace

std::string noun_of(Language language, core::ObjectClass object_class, std::int64_t n) {
  return say_count(language, word_of(object_class), n);
}

}  // namespace rettesnor::cli
