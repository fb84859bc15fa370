/* SPDX-License-Identifier: EUPL-1.2 */
/* Two providers: one with two people, one with one, whose organisation the catalogue does not know.
 */
#ifndef KC_TESTS_SERVICE_GIVEN_PUBLISH_H
#define KC_TESTS_SERVICE_GIVEN_PUBLISH_H

#include "service/given.h"
#include "service/publish_service.h"
#include "storage/module_version_store.h"

enum { PUBLISH_PEOPLE = 6 };

struct publish_scene {
    struct platform *platform;
    struct actor people[PUBLISH_PEOPLE];
    struct grant grants[PUBLISH_PEOPLE];
    struct publish_desk writer; /* first person of the first provider */
    struct publish_desk second; /* second one */
    struct publish_desk other;  /* the one person of the second provider */
    /* people[3], people[4], people[5]: experts of the board */
};

void given_publish(struct given *g, struct publish_scene *s);
/* A whole block without dates. */
struct module_sheet given_sheet(void);
/* A date in Mannheim, far ahead. */
struct run_sheet given_run(void);
/* The version as the desk sees it. */
struct publish_look given_version(struct given *g, const struct publish_desk *desk,
                                  struct module_version_id id);
/* The module of this code in a fresh snapshot, which the test releases; NULL: there is none. */
const struct module *given_offered(struct given *g, const struct publish_desk *desk,
                                   const struct snapshot **ret_snap, const char *code);

#endif
