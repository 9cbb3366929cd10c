using Xunit.Sdk;
using Xunit.v3;

// Two systems and a browser for each, side by side; within one, a test after the other, so that what it reads in the figures is its own.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
