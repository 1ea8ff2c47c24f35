// Keeps what a thread said about where its events come from.
#include "store/log/event_origin.h"

#include <utility>

namespace rettesnor::store {
namespace {

std::map<std::string, std::string>& told() {
  static thread_local std::map<std::string, std::string> facts;
  return facts;
}

}  // namespace

EventOrigin::EventOrigin(std::map<std::string, std::string> facts) {
  told() = std::move(facts);
}

EventOrigin::~EventOrigin() {
  told().clear();
}

const std::map<std::string, std::string>& EventOrigin::facts() {
  return told();
}

}  // namespace rettesnor::store
