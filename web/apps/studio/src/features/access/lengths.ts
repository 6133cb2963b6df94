/** As long as the platform stores them. */
export const NAME_LENGTH = 200;
export const DESCRIPTION_LENGTH = 4000;
export const EMAIL_LENGTH = 320;
