// Where the pages are served, under which names, and as whose.
#pragma once

#include <string>
#include <vector>

namespace rettesnor::web {

struct ServerSettings {
  /// "127.0.0.1", "::1" or "unix:/path"; an address that other machines reach only when
  /// certificate_file is set.
  std::string address = "127.0.0.1";
  int port = 8443;  ///< 0: the system chooses
  /// Names under which a proxy with TLS in front is asked, lower-case; with any, cookies are for
  /// https alone. A request for another name is refused.
  std::vector<std::string> names;
  std::string certificate_file;  ///< PEM; with it the server speaks TLS 1.2 or later
  std::string key_file;
  std::string municipality;     ///< shown at the top of every page
  std::string language = "da";  ///< when the browser asks for neither da nor en
  /// Sign in as anybody without a password. Refused on an address that is not loopback, and on data
  /// that is not the fixture town's (cli/ decides that).
  enum class Demo { off, personas } demo = Demo::off;
  int workers = 8;
};

}  // namespace rettesnor::web
