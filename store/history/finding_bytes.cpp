// A finding as canonical bytes and back: the same finding gives the same bytes.
#include "store/history/finding_bytes.h"

#include <map>
#include <vector>

#include "store/byte_fields.h"

namespace rettesnor::store {
namespace {

constexpr std::uint64_t kFindingFormat = 1;

void put(std::string& out, const core::Thing& thing) {
  put_text(out, thing.kind);
  put_text(out, thing.key);
  put_text(out, thing.ref);
  put_text(out, thing.label);
}

void put(std::string& out, const std::map<std::string, std::string>& texts) {
  put_number(out, texts.size());
  for (const auto& [name, value] : texts) {
    put_text(out, name);
    put_text(out, value);
  }
}

core::Thing take_thing(FieldReader& fields) {
  core::Thing thing;
  thing.kind = fields.text();
  thing.key = fields.text();
  thing.ref = fields.text();
  thing.label = fields.text();
  return thing;
}

std::map<std::string, std::string> take_texts(FieldReader& fields) {
  std::map<std::string, std::string> texts;
  for (std::uint64_t left = fields.number(); left > 0 && fields.is_sound(); --left) {
    std::string name(fields.text());
    texts.insert_or_assign(texts.end(), std::move(name), std::string(fields.text()));
  }
  return texts;
}

std::vector<core::Path> take_paths(FieldReader& fields) {
  std::vector<core::Path> paths;
  for (std::uint64_t left = fields.number(); left > 0 && fields.is_sound(); --left) {
    core::Path& path = paths.emplace_back();
    for (std::uint64_t steps = fields.number(); steps > 0 && fields.is_sound(); --steps) {
      core::PathStep& step = path.emplace_back();
      step.kind = fields.text();
      step.ref = fields.text();
    }
  }
  return paths;
}

}  // namespace

void write_finding(const core::Finding& finding, std::string& out) {
  put_number(out, kFindingFormat);
  put_text(out, finding.code);
  put_number(out, static_cast<std::uint64_t>(finding.severity));
  put(out, finding.subject);
  put(out, finding.object);
  put_text(out, finding.rule);
  put_text(out, finding.clause);
  put_text(out, finding.document);
  put(out, finding.values);
  put_number(out, finding.paths.size());
  for (const core::Path& path : finding.paths) {
    put_number(out, path.size());
    for (const core::PathStep& step : path) {
      put_text(out, step.kind);
      put_text(out, step.ref);
    }
  }
  put(out, finding.evidence);
  put_text(out, finding.covered_by);
}

core::Result<core::Finding> read_finding(std::string_view bytes) {
  FieldReader fields(bytes);
  if (fields.number() > kFindingFormat) {
    return core::fail(core::ErrorKind::unsupported, core::ErrorCode{"finding_newer"});
  }
  core::Finding finding;
  finding.code = fields.text();
  finding.severity = static_cast<core::Severity>(fields.number());
  finding.subject = take_thing(fields);
  finding.object = take_thing(fields);
  finding.rule = fields.text();
  finding.clause = fields.text();
  finding.document = fields.text();
  finding.values = take_texts(fields);
  finding.paths = take_paths(fields);
  finding.evidence = take_texts(fields);
  finding.covered_by = fields.text();
  if (fields.is_sound() && fields.is_at_end()) return finding;
  return core::fail(core::ErrorKind::corrupt, core::ErrorCode{"finding_damaged"});
}

}  // namespace rettesnor::store
