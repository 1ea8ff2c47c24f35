// Lines by pointer, with the enclosing table standing in for what is not there.
#include "policies/places.h"

#include "policies/schema_check.h"

namespace rettesnor::policies {

std::int64_t ParsedFile::line_of(std::string pointer) const {
  while (true) {
    const auto found = lines.find(pointer);
    if (found != lines.end() && found->second > 0) return found->second;
    const auto slash = pointer.rfind('/');
    if (slash == std::string::npos) return 1;
    pointer.resize(slash);
  }
}

void Places::add(const std::string& table, const ParsedFile& file, std::string pointer) {
  places_[table].push_back({&file, std::move(pointer)});
}

std::size_t Places::count(const std::string& table) const {
  const auto found = places_.find(table);
  return found == places_.end() ? 0 : found->second.size();
}

Complaint Places::error(const std::string& table, std::size_t nth, std::string_view key,
                        std::string reason) const {
  const Place& place = places_.at(table).at(nth);
  const std::string pointer = place.pointer + (key.empty() ? "" : "/") + std::string(key);
  return {Complaint::Weight::error,
          {place.file->name, place.file->line_of(pointer)},
          readable_path(pointer),
          std::move(reason)};
}

Complaint Places::warning(const std::string& table, std::size_t nth, std::string_view key,
                          std::string reason) const {
  Complaint complaint = error(table, nth, key, std::move(reason));
  complaint.weight = Complaint::Weight::warning;
  return complaint;
}

std::string Places::name_of(const std::string& table, std::size_t nth) const {
  const Place& place = places_.at(table).at(nth);
  return place.file->name + ":" + std::to_string(place.file->line_of(place.pointer));
}

}  // namespace rettesnor::policies
