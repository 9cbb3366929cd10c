using QualiPref.Portal.Tests;
using QualiPref.Testing;
using Xunit.Sdk;
using Xunit.v3;

// Two systems and a browser for each, side by side; within one, a test after the other, so that what it reads in the figures is its own.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]

// Nearly every test asks axe about the pages it comes by: at one width each time, at all of them in the long run.
[assembly: Sampled]

// For the portals in this process; each whole system has an engine of its own.
[assembly: AssemblyFixture(typeof(RealEngine))]
[assembly: AssemblyFixture(typeof(KeptPortals))]
