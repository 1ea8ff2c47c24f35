// What commands about orders stand on: the newest moment, the orders, and who gives the command.
#pragma once

#include <memory>
#include <string>

#include "cli/app.h"
#include "review/orders.h"

namespace rettesnor::cli {

struct OrderRoom {
  std::shared_ptr<const review::Moment> moment;
  std::unique_ptr<review::Orders> orders;
};
core::Result<OrderRoom> order_room(App& app);

/// Sources that have a [source.write].
review::WritableSources writable_sources(const policies::Settings& settings);
/// Opens what takes access away in a source of the settings, which it keeps a copy of.
review::RevokerOf revoker_of(policies::Settings settings);

/// The current person behind --by, with her roles: a second account is the same person.
core::Result<review::Authority> authority_behind(App& app, const OrderRoom& room,
                                                 const std::string& by);

}  // namespace rettesnor::cli
