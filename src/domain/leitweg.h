/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Leitweg-ID: the address of a public authority for electronic invoices.
 *
 * Coarse address (2 to 12 digits, the first two a Land, or 99 for the federation), fine address
 * (optional, up to 30 letters and digits) and two check digits, parted by hyphens:
 * "04011000-12345-03". Check digits as ISO/IEC 7064 MOD 97-10 over the whole without hyphens,
 * letters as 10 to 35. Source: KoSIT, "Formatspezifikation Leitweg-ID" 2.0.2. Pure.
 */
#ifndef KC_DOMAIN_LEITWEG_H
#define KC_DOMAIN_LEITWEG_H

#include "base/slice.h"

enum leitweg_fault {
    LEITWEG_SOUND,
    LEITWEG_FORM,   /* not digits-letters-digits, or too long */
    LEITWEG_REGION, /* the first two digits are no Land and not 99 */
    LEITWEG_CHECK,  /* the check digits do not fit: a typing error */
};

enum leitweg_fault leitweg_check(struct slice id);

#endif
