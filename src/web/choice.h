/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing to choose in a form: a radio button, a check box, an option. */
#ifndef KC_WEB_CHOICE_H
#define KC_WEB_CHOICE_H

#include "base/slice.h"

struct choice {
    struct slice value;
    struct slice label;
    struct slice note; /* may be empty */
    bool chosen;
};

#endif
