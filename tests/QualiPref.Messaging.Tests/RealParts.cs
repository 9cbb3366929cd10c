using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealBroker))]
[assembly: AssemblyFixture(typeof(RealEngine))]
