/* SPDX-License-Identifier: EUPL-1.2 */
/* What tests of checks begin with: a desk, people before it, and how they answer. */
#ifndef KC_TESTS_SERVICE_GIVEN_CHECK_H
#define KC_TESTS_SERVICE_GIVEN_CHECK_H

#include "service/check_service.h"
#include "service/given.h"

struct check_given_desk {
    struct platform *platform;
    struct check_desk desk;
};

struct check_owner check_given_owner(uint8_t n);
/* The desk with this person before it. */
struct check_desk check_desk_at(const struct check_given_desk *d, uint8_t n);
struct check_given_desk check_desk_given(struct given *g);
void check_desk_settle(struct check_given_desk *d);
void check_desk_done(struct check_given_desk *d);
struct check_run_id check_given_begin(struct given *g, const struct check_given_desk *d,
                                      uint8_t owner, const char *scope);
struct check_view check_given_look(struct given *g, const struct check_given_desk *d, uint8_t owner,
                                   struct check_run_id id);
/* Answer the next item, rightly or "I don't know". */
void check_given_answer(struct given *g, const struct check_given_desk *d, uint8_t owner,
                        struct check_run_id id, bool right);
int check_given_answer_all(struct given *g, const struct check_given_desk *d, uint8_t owner,
                           struct check_run_id id, bool right);

#endif
