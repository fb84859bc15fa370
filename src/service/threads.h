/* SPDX-License-Identifier: EUPL-1.2 */
/* The threads that pure code is lent for work in independent pieces: base/jobs.h. */
#ifndef KC_SERVICE_THREADS_H
#define KC_SERVICE_THREADS_H

#include "base/jobs.h"

/* As many as there are processors, THREADS_MAX at most; begun and ended with each piece of work. */
const struct jobs *threads_jobs(void);

#endif
