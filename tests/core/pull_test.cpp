// Pulls: what was read, and what could not be.
#include "core/pull.h"

#include <gtest/gtest.h>

namespace rettesnor::core {
namespace {

TEST(Pull, AGapMakesACompleteClassPartial) {
  Pull pull("kataloget", Timestamp{});
  pull.set_completeness(ObjectClass::account, Completeness::complete);
  pull.add_gap({ObjectClass::account, "page 3", "size limit exceeded (4)"});
  EXPECT_EQ(pull.completeness(ObjectClass::account), Completeness::partial);
  EXPECT_EQ(pull.completeness(ObjectClass::unit), Completeness::not_read);
}

TEST(Pull, ObjectsAndMembersComeBackAsTheyWent) {
  Pull pull("kataloget", Timestamp{});
  RecordBuilder record;
  record.set(Attribute::login, "ada");
  const PullIndex ada = pull.add(ObjectClass::account, "guid-1", record);
  record.clear();
  const PullIndex group = pull.add(ObjectClass::entitlement, "guid-2", record);
  std::vector<PullIndex> members{ada, ada};
  pull.add_members(group, members, Completeness::complete);
  EXPECT_EQ(pull.object(ada).natural_id, "guid-1");
  EXPECT_EQ(RecordView(pull.object(ada).record).get(Attribute::login), "ada");
  EXPECT_TRUE(pull.object(group).record.empty());
  ASSERT_EQ(pull.member_list_count(), 1u);
  EXPECT_EQ(pull.member_list(0).members.size(), 1u);
  EXPECT_EQ(pull.member_list(0).entitlement, group);
}

}  // namespace
}  // namespace rettesnor::core
