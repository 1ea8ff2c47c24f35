// One hash over all that a pull says, so that the same pull again needs no comparison.
#include "store/history/pull_fingerprint.h"

#include <string_view>

#include "core/digest.h"
#include "store/byte_fields.h"

namespace rettesnor::store {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10;

// Hashes chunk by chunk, and then the hashes: no copy of the whole pull is ever made.
class ChunkedHash {
 public:
  std::string& bytes() { return chunk_; }
  void flush_when(std::size_t size) {
    if (chunk_.size() < size) return;
    const core::Sha256 digest = core::sha256(chunk_);
    digests_.append(reinterpret_cast<const char*>(digest.data()), digest.size());
    chunk_.clear();
  }
  std::string finish() {
    flush_when(0);
    const core::Sha256 digest = core::sha256(digests_);
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
  }

 private:
  std::string chunk_;
  std::string digests_;
};

}  // namespace

std::string fingerprint_of(const core::Pull& pull) {
  ChunkedHash hash;
  std::string& bytes = hash.bytes();
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    put_number(bytes, static_cast<std::uint64_t>(pull.completeness(c)));
  }
  put_number(bytes, pull.gaps().size());
  for (const core::Gap& gap : pull.gaps()) {
    put_number(bytes, static_cast<std::uint64_t>(gap.object_class));
    put_number(bytes, static_cast<std::uint64_t>(gap.list));
    put_text(bytes, gap.object);
  }
  put_number(bytes, pull.held().size());
  for (const auto& held : pull.held()) {
    put_number(bytes, static_cast<std::uint64_t>(held.object_class));
    put_text(bytes, held.natural_id);
    put_text(bytes, held.clues);
  }
  put_number(bytes, pull.size());
  for (core::PullIndex i = 0; i < pull.size(); ++i) {
    const core::PulledObject object = pull.object(i);
    put_number(bytes, static_cast<std::uint64_t>(object.object_class));
    put_text(bytes, object.natural_id);
    put_text(bytes, object.record);
    hash.flush_when(kChunk);
  }
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    const core::MemberList list = pull.member_list(i);
    put_number(bytes, list.entitlement);
    put_number(bytes, static_cast<std::uint64_t>(list.completeness));
    put_text(bytes,
             {reinterpret_cast<const char*>(list.members.data()), list.members.size_bytes()});
    hash.flush_when(kChunk);
  }
  return hash.finish();
}

}  // namespace rettesnor::store
