using QualiPref.Portal.Tests.Browsing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PortalSystem))]
// One browser and one system: what a test reads in the figures must be its own.
[assembly: Parallelization(Mode = ParallelMode.None)]
