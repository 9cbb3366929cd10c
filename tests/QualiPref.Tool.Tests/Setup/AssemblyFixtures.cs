using QualiPref.Testing;

[assembly: AssemblyFixture(typeof(RealEngine))]
