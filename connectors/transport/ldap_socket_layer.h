// Makes the LDAP library read and write through a socket of ours.
#pragma once

#include <cstdint>

#include "connectors/transport/deadline_socket.h"

struct sockbuf;  // lber.h calls it Sockbuf

namespace rettesnor::connectors {

/// From now on `buffer` moves its bytes through `socket`, which must outlive it, and refuses an
/// incoming message longer than `max_message` bytes.
void route_through(DeadlineSocket& socket, sockbuf* buffer, std::uint64_t max_message);

}  // namespace rettesnor::connectors
