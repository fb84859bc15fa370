/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/employment.h"

static const char *const ANSWERS[EMPLOYMENT_ANSWERS] = {
    [EMPLOYMENT_ASKED] = "asked",
    [EMPLOYMENT_ACCEPTED] = "accepted",
    [EMPLOYMENT_DECLINED] = "declined",
};

const char *
employment_answer_code(enum employment_answer answer)
{
    assert((int)answer >= 0 && (int)answer < EMPLOYMENT_ANSWERS);
    return ANSWERS[answer];
}

enum err
employment_answer_parse(struct slice code, enum employment_answer *ret_answer)
{
    for (int i = 0; i < EMPLOYMENT_ANSWERS; i++) {
        if (slice_is(code, ANSWERS[i])) {
            *ret_answer = (enum employment_answer)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

bool
employment_is_current(const struct employment *e, struct day today)
{
    return !e->has_last_day || e->last_day.n >= today.n;
}
