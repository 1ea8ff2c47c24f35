// What commands about reviews and orders stand on, and who gives the command.
//
// Those of the serving program when it lends them, so that its pages know of every act at once; in
// a program of its own they are made for the one command, on the app's store.
#pragma once

#include <memory>
#include <string>

#include "cli/app.h"
#include "review/desk.h"
#include "review/orders/orders.h"
#include "review/organisation/moment.h"

namespace rettesnor::cli {

/// Refreshed.
core::Result<std::shared_ptr<review::Desk>> reviews_for(App& app);
/// They may stand on an older moment, or on none yet.
core::Result<std::shared_ptr<review::Orders>> orders_for(App& app);

struct OrderRoom {
  std::shared_ptr<const review::Moment> moment;
  std::shared_ptr<review::Orders> orders;
};
/// Passes nobody on, as a refreshed Desk does: asking changes nothing.
core::Result<OrderRoom> order_room(App& app);
/// The same with orders that may stand on an older moment, which is enough to stop and start them:
/// it waits for no run that is going on.
core::Result<OrderRoom> brake_room(App& app);

/// Who has a [source.write], and who has dangling_members = "ignore".
review::OrderSources order_sources(const policies::Settings& settings);
/// Opens what takes access away in a source of the settings, which it keeps a copy of.
review::RevokerOf revoker_of(policies::Settings settings);

/// The current person behind --by, with her roles: a second account is the same person.
core::Result<review::Authority> authority_behind(App& app, const OrderRoom& room,
                                                 const std::string& by);

}  // namespace rettesnor::cli
