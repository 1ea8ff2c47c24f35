// The files that are served as they are: stylesheets, the font, one script and the icon.
#include "web/parts/pages.h"

namespace rettesnor::embedded {
std::string_view design_dkfds_css();
std::string_view design_rettesnor_css();
std::string_view design_rettesnor_js();
std::string_view design_favicon_svg();
std::string_view design_plex_regular_woff2();
std::string_view design_plex_semibold_woff2();
std::string_view design_plex_bold_woff2();
}  // namespace rettesnor::embedded

namespace rettesnor::web {

std::optional<StaticFile> static_file(std::string_view path) {
  constexpr std::string_view kCss = "text/css; charset=utf-8";
  constexpr std::string_view kFont = "font/woff2";
  if (path == "/static/dkfds.css") return StaticFile{embedded::design_dkfds_css(), kCss};
  if (path == "/static/rettesnor.css") return StaticFile{embedded::design_rettesnor_css(), kCss};
  if (path == "/static/rettesnor.js") {
    return StaticFile{embedded::design_rettesnor_js(), "text/javascript; charset=utf-8"};
  }
  if (path == "/static/favicon.svg") {
    return StaticFile{embedded::design_favicon_svg(), "image/svg+xml"};
  }
  if (path == "/static/plex-400.woff2") {
    return StaticFile{embedded::design_plex_regular_woff2(), kFont};
  }
  if (path == "/static/plex-600.woff2") {
    return StaticFile{embedded::design_plex_semibold_woff2(), kFont};
  }
  if (path == "/static/plex-700.woff2") {
    return StaticFile{embedded::design_plex_bold_woff2(), kFont};
  }
  return std::nullopt;
}

}  // namespace rettesnor::web
