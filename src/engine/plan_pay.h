/* SPDX-License-Identifier: EUPL-1.2 */
/* Which voucher pays for which chosen module, so that most is paid. */
#ifndef KC_ENGINE_PLAN_PAY_H
#define KC_ENGINE_PLAN_PAY_H

#include "domain/plan_problem.h"

/*
 * Fills in the choices' vouchers; answers what they pay in all. A voucher pays
 * for one module and a module takes one. Of equal assignments the one that
 * gives earlier vouchers first to earlier choices.
 */
int64_t plan_pay(const struct plan_problem *p, struct plan_choice *choices, size_t choices_len);

#endif
