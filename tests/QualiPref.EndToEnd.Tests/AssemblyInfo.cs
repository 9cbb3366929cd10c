using Xunit.Sdk;
using Xunit.v3;

// A system of up to seven processes waits often enough for a second one to work meanwhile.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: TestClassOrderer(typeof(QualiPref.EndToEnd.Tests.LightestFirst))]
