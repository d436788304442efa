/** Up to which distance two pictures look alike unless the user says otherwise. */
export const usualDistance = 8;
