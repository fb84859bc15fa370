/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One-time passwords of an app: TOTP (RFC 6238) with SHA-1, six digits, thirty seconds; what every
 * app knows. Rules: docs/rules/account.md, ACCOUNT-8.
 */
#ifndef KC_DOMAIN_TOTP_H
#define KC_DOMAIN_TOTP_H

#include "base/day.h"
#include "base/limits.h"

enum { TOTP_DIGITS = 6, TOTP_STEP_SECONDS = 30, TOTP_STEPS_AROUND = 1 };

/* The step an instant lies in. */
int64_t totp_step(struct instant now);
/* The six digits of a step, 0..999999. */
int32_t totp_code(struct slice secret, int64_t step);
/*
 * Which step `typed` (digits, spaces allowed) is the code of: the current one or one beside it,
 * for clocks that differ, but later than `last_step`, so that none is taken twice.
 *   ERR_INVALID  none of these
 */
MUST_USE enum err totp_match(struct slice secret, struct instant now, int64_t last_step,
                             struct slice typed, int64_t *ret_step);
/* The secret in base32 (RFC 4648 section 6) without padding: what a person types into an app. */
void totp_put_secret(struct text *t, struct slice secret);
/* "otpauth://totp/..." for a QR code; `account` is percent-encoded where it must be. */
void totp_put_uri(struct text *t, struct slice secret, struct slice account);

#endif
