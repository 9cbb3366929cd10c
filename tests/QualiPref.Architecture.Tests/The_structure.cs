namespace QualiPref.Architecture.Tests;

public sealed class The_structure
{
    [Fact]
    public void Of_contracts_rests_on_nothing() => Assert.Empty(Rules.ReferencesBeyond(Codebase.Contracts));

    [Fact]
    public void Of_statistics_rests_on_contracts() => Assert.Empty(Rules.ReferencesBeyond(Codebase.Statistics, "QualiPref.Contracts"));

    [Fact]
    public void Of_the_platform_rests_on_statistics_and_contracts() =>
        Assert.Empty(Rules.ReferencesBeyond(Codebase.Platform, "QualiPref.Contracts", "QualiPref.Statistics"));

    [Fact]
    public void Of_a_service_knows_no_other_service() => Assert.Empty(Codebase.ServiceLibraries.SelectMany(service =>
        Rules.ReferencesBeyond(service, "QualiPref.Contracts", "QualiPref.Statistics", "QualiPref.Platform")));

    [Fact]
    public void Reads_no_clock_but_the_time_provider() => Assert.Empty(Codebase.Product.SelectMany(Rules.ClocksReadIn));

    [Fact]
    public void Keeps_collections_in_the_storage_of_their_service() =>
        Assert.Empty(Codebase.ServiceLibraries.SelectMany(Rules.CollectionsOutsideStorageIn));

    [Fact]
    public void Opens_no_database_of_another_service() => Assert.Empty(Codebase.ServiceLibraries.SelectMany(assembly =>
        Rules.ForeignDatabasesIn(assembly, Codebase.Services.Single(service => assembly.Name.Name == $"QualiPref.{service}").ToLowerInvariant())));

    [Fact]
    public void Prepares_no_database_that_is_being_restored() => Assert.Empty(Codebase.ServiceLibraries.SelectMany(Rules.PreparedWhileRestoredIn));

    [Fact]
    public void Swallows_no_exception_of_any_kind() => Assert.Empty(Codebase.Product.SelectMany(Rules.SwallowedIn));

    [Fact]
    public void Logs_no_message_of_an_exception() => Assert.Empty(Codebase.Product.SelectMany(Rules.ExceptionsLoggedIn));

    [Fact]
    public void Computes_statistics_in_one_library() => Assert.Empty(
        Codebase.Product.Where(assembly => assembly.Name.Name != "QualiPref.Statistics").SelectMany(Rules.StatisticsIn));
}
