// Requests and refusals as JSON.
#include "cli/control_request.h"
#include "words/refusal.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

namespace rettesnor::cli {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> kReasons = {"version", "settings", "now",
                                                      "busy",    "peer",     "unknown"};

std::string bytes_of(const json& document) {
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_bytes(const ControlRequest& request) {
  json document = {{"version", request.version},
                   {"settings", request.settings},
                   {"command", request.command},
                   {"arguments", request.arguments.values()},
                   {"language", words::short_name(request.language)},
                   {"out_is_terminal", request.out_is_terminal},
                   {"err_is_terminal", request.err_is_terminal},
                   {"environment", request.environment}};
  if (request.columns) document["columns"] = *request.columns;
  return bytes_of(document);
}

core::Result<ControlRequest> read_request(std::string_view bytes) {
  ControlRequest request;
  try {
    const json document = json::parse(bytes);
    document.at("version").get_to(request.version);
    document.at("settings").get_to(request.settings);
    document.at("command").get_to(request.command);
    for (const auto& [name, values] : document.at("arguments").items()) {
      request.arguments.put(name, values.get<std::vector<std::string>>());
    }
    request.language = words::language_named(document.at("language").get<std::string>())
                           .value_or(request.language);
    document.at("out_is_terminal").get_to(request.out_is_terminal);
    document.at("err_is_terminal").get_to(request.err_is_terminal);
    if (document.contains("columns")) request.columns = document["columns"].get<std::size_t>();
    for (const std::string_view name : kSentVariables) {
      const auto sent = document.at("environment").find(name);
      if (sent != document.at("environment").end()) {
        request.environment[std::string(name)] = sent->get<std::string>();
      }
    }
  } catch (const json::exception&) {
    return words::refuse(core::ErrorKind::corrupt, words::Refusal::request_unreadable);
  }
  return request;
}

std::string to_bytes(const ControlRefusal& refusal) {
  return bytes_of({{"reason", kReasons.at(static_cast<std::size_t>(refusal.reason))},
                   {"detail", refusal.detail}});
}

ControlRefusal read_refusal(std::string_view bytes) {
  const json document = json::parse(bytes, nullptr, false);
  ControlRefusal refusal;
  if (!document.is_object()) return refusal;
  const std::string reason = document.value("reason", "");
  for (std::size_t at = 0; at < kReasons.size(); ++at) {
    if (kReasons.at(at) == reason) refusal.reason = static_cast<RefusalReason>(at);
  }
  refusal.detail = document.value("detail", "");
  return refusal;
}

std::string_view program_version() {
  return RETTESNOR_VERSION;
}

std::string whole_path(const std::string& path) {
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
  return error ? path : whole.string();
}

std::string control_path(const std::string& data_folder) {
  return (std::filesystem::path(data_folder) / "rettesnor.sock").string();
}

}  // namespace rettesnor::cli
