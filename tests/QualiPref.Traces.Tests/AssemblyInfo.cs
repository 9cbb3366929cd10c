using Xunit.Sdk;
using Xunit.v3;

// Two systems of up to eight processes each: one at a time, and nothing beside them.
[assembly: Parallelization(Mode = ParallelMode.None)]
