/* SPDX-License-Identifier: EUPL-1.2 */
/* One act of consent: data only. It is never changed (CONSENT-3). */
#ifndef KC_DOMAIN_CONSENT_H
#define KC_DOMAIN_CONSENT_H

#include <stdbool.h>

#include "base/day.h"
#include "base/slice.h"

struct consent_act {
    struct slice purpose; /* "calibration" */
    int wording;          /* which version of the words was shown */
    bool given;           /* false: taken back */
    struct day day;
};

#endif
