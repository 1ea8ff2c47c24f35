// A whole pull as bytes and back, in parts, so that one can wait in quarantine.
#include "store/history/pull_bytes.h"

#include <vector>

#include "core/record.h"
#include "store/byte_fields.h"

namespace rettesnor::store {
namespace {

using core::Completeness;
using core::ObjectClass;
using core::PullIndex;

// A part is a row of whole entries; each entry begins with its kind.
constexpr std::uint64_t kPullFormat = 2;
constexpr std::size_t kPartSize = std::size_t{4} << 20;
enum class Entry : std::uint64_t {
  head = 1,
  gap = 2,
  rejected = 3,
  held = 4,
  completeness = 5,
  object = 6,
  members = 7,
  end = 8,
};

void put(std::string& out, Entry entry) {
  put_number(out, static_cast<std::uint64_t>(entry));
}
void put(std::string& out, ObjectClass c) {
  put_number(out, static_cast<std::uint64_t>(c));
}
std::int64_t seconds(core::Timestamp t) {
  return t.time_since_epoch().count();
}

void put_head(const core::Pull& pull, std::string& out) {
  put(out, Entry::head);
  put_number(out, kPullFormat);
  put_text(out, pull.source());
  put_signed(out, seconds(pull.started()));
  put_signed(out, seconds(pull.finished()));
  put_number(out, pull.clock_skew_seconds() ? 1 : 0);
  put_signed(out, pull.clock_skew_seconds().value_or(0));
  for (const core::Gap& gap : pull.gaps()) {
    put(out, Entry::gap);
    put(out, gap.object_class);
    put_text(out, gap.what);
    put_text(out, gap.reason);
    put_number(out, static_cast<std::uint64_t>(gap.list));
    put_text(out, gap.object);
  }
  for (const core::RejectedRow& row : pull.rejected()) {
    put(out, Entry::rejected);
    put_text(out, row.file);
    put_signed(out, row.line);
    put_text(out, row.reason);
  }
  for (const auto& held : pull.held()) {
    put(out, Entry::held);
    put(out, held.object_class);
    put_text(out, held.natural_id);
    put_text(out, held.clues);
  }
  // After the gaps, which lower a class by themselves.
  for (const ObjectClass c : core::kAllObjectClasses) {
    put(out, Entry::completeness);
    put(out, c);
    put_number(out, static_cast<std::uint64_t>(pull.completeness(c)));
    put_number(out, pull.data_from(c) ? 1 : 0);
    put_signed(out, pull.data_from(c) ? seconds(*pull.data_from(c)) : 0);
  }
}

void put_object(const core::PulledObject& object, std::string& out) {
  put(out, Entry::object);
  put(out, object.object_class);
  put_text(out, object.natural_id);
  put_text(out, object.record);
}

void put_members(const core::MemberList& list, std::string& out) {
  put(out, Entry::members);
  put_number(out, list.entitlement);
  put_number(out, static_cast<std::uint64_t>(list.completeness));
  put_number(out, list.members.size());
  PullIndex before = 0;
  for (const PullIndex member : list.members) {
    put_number(out, member - before);
    before = member;
  }
}

tl::unexpected<core::Error> damaged() {
  return core::fail(core::ErrorKind::corrupt, core::ErrorCode{"waiting_pull_damaged"});
}

class PullReader {
 public:
  core::Result<void> take(std::string_view part);
  core::Result<core::Pull> finish() {
    if (!has_ended_ || !pull_) return damaged();
    return std::move(*pull_);
  }

 private:
  core::Result<void> take_head(FieldReader& fields);
  void take_entry(Entry entry, FieldReader& fields);
  void take_object(FieldReader& fields);
  void take_members(FieldReader& fields);

  std::optional<core::Pull> pull_;
  core::RecordBuilder record_;
  std::vector<PullIndex> members_;
  std::uint64_t format_ = kPullFormat;
  bool has_ended_ = false;
};

core::Result<void> PullReader::take_head(FieldReader& fields) {
  const std::uint64_t format = fields.number();
  if (format > kPullFormat) {
    return core::fail(core::ErrorKind::unsupported, core::ErrorCode{"waiting_pull_newer"});
  }
  format_ = format;
  const std::string source(fields.text());
  const core::Timestamp started{std::chrono::seconds{fields.signed_number()}};
  pull_.emplace(source, started);
  pull_->set_finished(core::Timestamp{std::chrono::seconds{fields.signed_number()}});
  const bool has_skew = fields.number() == 1;
  const std::int64_t skew = fields.signed_number();
  if (has_skew) pull_->set_clock_skew(skew);
  return {};
}

void PullReader::take_object(FieldReader& fields) {
  const auto c = static_cast<ObjectClass>(fields.number());
  const std::string_view natural_id = fields.text();
  record_.clear();
  core::RecordView(fields.text()).each([this](const core::Fact& fact) {
    record_.set(fact.attribute, fact.value);
  });
  pull_->add(c, natural_id, record_);
}

void PullReader::take_members(FieldReader& fields) {
  const auto entitlement = static_cast<PullIndex>(fields.number());
  const auto completeness = static_cast<Completeness>(fields.number());
  std::uint64_t left = fields.number();
  PullIndex before = 0;
  members_.clear();
  for (; left > 0 && fields.is_sound(); --left) {
    before += static_cast<PullIndex>(fields.number());
    members_.push_back(before);
  }
  pull_->add_members(entitlement, members_, completeness);
}

void PullReader::take_entry(Entry entry, FieldReader& fields) {
  switch (entry) {
    case Entry::gap: {
      const auto c = static_cast<ObjectClass>(fields.number() % 16);
      core::Gap gap{c, std::string(fields.text()), {}};
      gap.reason = fields.text();
      if (format_ > 1) {
        gap.list = static_cast<core::ListKind>(fields.number() % 4);
        gap.object = fields.text();
      }
      pull_->add_gap(std::move(gap));
      return;
    }
    case Entry::rejected: {
      const std::string file(fields.text());
      const std::int64_t line = fields.signed_number();
      pull_->add_rejected({file, line, std::string(fields.text())});
      return;
    }
    case Entry::held: {
      const auto c = static_cast<ObjectClass>(fields.number() % 16);
      std::string natural_id(fields.text());
      pull_->add_held(c, std::move(natural_id), format_ > 1 ? std::string(fields.text()) : "");
      return;
    }
    case Entry::completeness: {
      const auto c = static_cast<ObjectClass>(fields.number() % 16);
      pull_->set_completeness(c, static_cast<Completeness>(fields.number()));
      if (format_ == 1) return;
      const bool is_told = fields.number() == 1;
      const core::Timestamp moment{std::chrono::seconds{fields.signed_number()}};
      if (is_told) pull_->set_data_from(c, moment);
      return;
    }
    case Entry::object:
      return take_object(fields);
    case Entry::members:
      return take_members(fields);
    case Entry::end:
      has_ended_ = true;
      return;
    case Entry::head:
      return;
  }
}

core::Result<void> PullReader::take(std::string_view part) {
  FieldReader fields(part);
  while (!fields.is_at_end()) {
    const std::uint64_t kind = fields.number();
    const bool is_known = kind >= static_cast<std::uint64_t>(Entry::head) &&
                          kind <= static_cast<std::uint64_t>(Entry::end);
    const auto entry = static_cast<Entry>(kind);
    if (!is_known || has_ended_ || (entry == Entry::head) == pull_.has_value()) return damaged();
    if (entry == Entry::head) {
      TRY(take_head(fields));
    } else {
      take_entry(entry, fields);
    }
    if (!fields.is_sound()) return damaged();
  }
  return {};
}

}  // namespace

core::Result<void> write_pull(const core::Pull& pull,
                              const std::function<core::Result<void>(std::string_view)>& sink) {
  std::string part;
  const auto flush_when = [&](std::size_t size) -> core::Result<void> {
    if (part.size() < size) return {};
    TRY(sink(part));
    part.clear();
    return {};
  };
  put_head(pull, part);
  for (PullIndex i = 0; i < pull.size(); ++i) {
    put_object(pull.object(i), part);
    TRY(flush_when(kPartSize));
  }
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    put_members(pull.member_list(i), part);
    TRY(flush_when(kPartSize));
  }
  put(part, Entry::end);
  return flush_when(0);
}

core::Result<core::Pull> read_pull(const PartSource& next_part) {
  PullReader reader;
  for (;;) {
    const std::string part = TRY(next_part());
    if (part.empty()) break;
    TRY(reader.take(part));
  }
  return reader.finish();
}

}  // namespace rettesnor::store
