# When the folder of the trained models cannot be used, to whoever runs the command
model-cache-denied = The models cannot be kept under { $path }: this user may not write there. The machine's administrator can give the folder to the user who runs Invekto; or choose another one with INVEKTO_CACHE_DIR.
model-cache-read-only = The models cannot be kept under { $path }: this disk can only be read. The machine's administrator can open it for writing; or choose another folder with INVEKTO_CACHE_DIR.
model-cache-full = The models cannot be kept under { $path }: the disk is full. Free some space or ask the machine's administrator; or choose another disk with INVEKTO_CACHE_DIR.
model-cache-in-the-way = The models cannot be kept under { $path }: a file stands where the folder should be. Remove it or choose another folder with INVEKTO_CACHE_DIR.
model-cache-other = The models cannot be kept under { $path }: { $detail }. Tell the machine's administrator or choose another folder with INVEKTO_CACHE_DIR.
model-training-killed = The training of the { $vertical } model was killed by signal { $number }, probably because the machine ran out of memory. Close other programs and try again, or ask the machine's administrator for more memory.
model-training-ended = The training of the { $vertical } model was ended by signal { $number }. Try again; if it happens again, tell the machine's administrator this number.
