/* SPDX-License-Identifier: EUPL-1.2 */
/* A small world that fills every table: what the store tests save and compare. */
#ifndef KC_TESTS_STORE_SAMPLE_H
#define KC_TESTS_STORE_SAMPLE_H

#include "domain/job_profile.h"
#include "domain/module.h"
#include "domain/provider.h"
#include "domain/topic.h"
#include "given.h"

struct sample {
    struct topic topics[3];
    struct competence competences[3];
    struct competence_group groups[2];
    struct framework framework;
    struct job_target targets[2];
    struct job_profile jobs[2];
    struct provider provider;
    struct venue venue;
    struct session sessions[3];
    struct run runs[2];
    struct module_gain gives[2];
    struct module_need needs[1];
    struct job_profile_id target_groups[1];
    struct module_id excludes[1];
    struct module modules[2]; /* the first has all there is, the second nothing */
};

/* Not saved yet: ids are 0. */
void sample_init(struct sample *s);
/* A use case: saves all of it and sets the ids. arg: struct sample *. */
enum err sample_save(struct db *db, void *arg);

#endif
