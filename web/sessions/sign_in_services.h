// All that stands at the door: the ways in, who is on the way, who must wait.
#pragma once

#include <semaphore>
#include <string>

#include "web/sessions/login_throttle.h"
#include "web/sessions/sign_ins_under_way.h"
#include "web/sessions/ways_in.h"

namespace rettesnor::web {

struct SignInServices {
  SignInServices(WaysIn in, const core::LocalZone& zone) : ways(std::move(in)), throttle(zone) {}

  const WaysIn ways;
  SignInsUnderWay under_way;
  LoginThrottle throttle;
  /// Questions to other machines that may be open at once: fewer than there are workers, so that a
  /// directory that hangs does not stop the pages.
  std::counting_semaphore<64> outside{4};
};

/// One place among the questions to other machines, or none.
class OutsidePlace {
 public:
  explicit OutsidePlace(SignInServices& door)
      : places_(door.outside), held_(door.outside.try_acquire()) {}
  OutsidePlace(const OutsidePlace&) = delete;
  OutsidePlace& operator=(const OutsidePlace&) = delete;
  ~OutsidePlace() {
    if (held_) places_.release();
  }
  bool held() const { return held_; }

 private:
  std::counting_semaphore<64>& places_;
  bool held_;
};

}  // namespace rettesnor::web
