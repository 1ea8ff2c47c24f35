// What every page is framed in. A page is a pure function from a view to HTML and stands in the
// room of what people do there; templates lie in web/templates.
//
// Nothing here knows a request, a store or a clock. Text from outside is escaped by the renderer;
// every address in a page is built by web/parts/addresses.h, never taken from a view as it stands.
#pragma once

#include <optional>
#include <string>

#include "core/time.h"
#include "review/organisation/authority.h"
#include "review/organisation/facts_age.h"
#include "review/organisation/roles.h"
#include "web/parts/words.h"

namespace rettesnor::web {

/// What stands around every page.
struct Frame {
  Language language = Language::danish;
  std::string municipality;
  std::string person_name;  ///< empty: nobody is signed in
  std::string person_key;
  review::Roles roles;
  std::string csrf;  ///< for every form of the page
  std::string here;  ///< path and query of this page; the language switch comes back to it
  core::Timestamp now;
  const core::LocalZone* zone = nullptr;  ///< never null
  bool demo = false;                      ///< a ribbon says that this is the fixture town
  std::string notice;                     ///< why nothing is written at present; empty: all is well
  review::DataAge data_age;               ///< of the oldest data behind the page
};

/// What went wrong with a form, shown beside it in the reader's words.
struct Problem {
  int status = 400;
  std::string message;      ///< already for reading
  std::string entitlement;  ///< key of the row it belongs to, or empty: the whole page
};

/// 403, 404, 409, 503 …: what happened and what to do, never what is inside.
std::string error_page(const Frame& frame, const Problem& problem);

/// A file that is served as it is: "/static/rettesnor.css". Empty when there is none.
struct StaticFile {
  std::string_view bytes;
  std::string_view media_type;
};
std::optional<StaticFile> static_file(std::string_view path);

}  // namespace rettesnor::web
