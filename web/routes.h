// The table of everything that can be asked for: method, path, whom it is meant for, what answers.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/result.h"
#include "review/organisation/deeds.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

struct Route {
  std::string_view method;  ///< "GET" (HEAD as well) or "POST"
  std::string_view path;    ///< whole and exact
  enum class Entry {
    open,       ///< nobody needs to be signed in
    signed_in,  ///< RequestContext::who is held
    provider    ///< a POST of another machine, proved by what it holds: no form of ours
  } entry;
  /// Needed to enter; empty: nothing. Which list, person or campaign she may have is decided by
  /// `review` for every call, whatever stands here.
  std::optional<review::Deed> deed;
  core::Result<http::Response> (*run)(RequestContext& context);
  enum class Body { form, form_with_file } body = Body::form;  ///< of a POST
};

/// By path. A path that is not here does not exist.
std::span<const Route> routes();
/// Null when there is none for this method.
const Route* route_for(std::string_view method, std::string_view path);
/// The one path whose form may hold a file.
std::string_view upload_path();
bool is_known_path(std::string_view path);

}  // namespace rettesnor::web
