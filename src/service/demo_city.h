/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One municipality of the demo is large enough for reports: departments with offices below them,
 * job profiles, superiors, people who were not asked yet, who said no, and who have left. Names are
 * made of data/demo/names.txt, always the same; nobody of these signs in.
 */
#ifndef KC_SERVICE_DEMO_CITY_H
#define KC_SERVICE_DEMO_CITY_H

#include "domain/job_profile.h"
#include "storage/db.h"

/* Besides those of demo_people_seed(). What is there stays as it is; adds to *people. */
MUST_USE enum err demo_city_seed(struct db *db, const struct job_profile *jobs, int jobs_len,
                                 int *people);

#endif
