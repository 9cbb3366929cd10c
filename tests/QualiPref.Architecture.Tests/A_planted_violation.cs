using QualiPref.Architecture.Tests.Planted;

namespace QualiPref.Architecture.Tests;

public sealed class A_planted_violation
{
    [Fact]
    public void Of_the_direction_of_references_is_seen() =>
        Assert.Contains("QualiPref.Architecture.Tests references QualiPref.Surveys", Rules.ReferencesBeyond(Codebase.Planted, "QualiPref.Platform"));

    [Fact]
    public void Of_the_clock_rule_is_seen_in_plain_and_in_asynchronous_code()
    {
        var seen = Rules.ClocksReadIn(Codebase.Planted).ToList();
        Assert.Contains(seen, violation => violation.Contains(nameof(Violations.ReadTheClock), StringComparison.Ordinal) && violation.EndsWith("DateTime::get_UtcNow", StringComparison.Ordinal));
        Assert.Contains(seen, violation => violation.Contains(nameof(Violations.ReadTheClockLater), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("IMongoCollection`1.InsertOne")]
    [InlineData("IMongoCollectionExtensions.Find")]
    [InlineData("IFindFluentExtensions.SortBy")]
    [InlineData("IAsyncCursorSourceExtensions.ToListAsync")]
    [InlineData("IAsyncCursorExtensions.ToList")]
    [InlineData("IAggregateFluentExtensions.Match")]
    public void Of_the_storage_rule_is_seen_in_methods_and_in_extension_methods(string used) => Assert.Contains(
        $"{typeof(Violations).FullName} uses {used}", Rules.CollectionsOutsideStorageIn(Codebase.Planted));

    [Fact]
    public void Of_the_database_rule_is_seen()
    {
        Assert.Contains(Rules.ForeignDatabasesIn(Codebase.Planted, "surveys"), violation => violation.EndsWith("opens complaints", StringComparison.Ordinal));
        Assert.Empty(Rules.ForeignDatabasesIn(Codebase.Planted, "complaints"));
    }

    [Fact]
    public void Of_the_rule_on_restoring_is_seen() =>
        Assert.Equal([$"{typeof(PreparesAnyway).FullName} prepares a database that may be restored at that moment"], Rules.PreparedWhileRestoredIn(Codebase.Planted));

    [Theory]
    [InlineData(nameof(Violations.Swallow))]
    [InlineData(nameof(Violations.SwallowLater))]
    [InlineData(nameof(Violations.SwallowAndRest))]
    [InlineData(nameof(Violations.SwallowUnlessAway))]
    [InlineData(nameof(Violations.SwallowUnlessAwayAndRest))]
    [InlineData(nameof(Violations.SwallowButTwo))]
    [InlineData(nameof(Violations.SwallowButItsName))]
    [InlineData(nameof(Violations.SwallowButItsNameInShort))]
    [InlineData(nameof(Violations.SwallowBesideFinally))]
    [InlineData(nameof(Violations.SwallowAndRestBesideFinally))]
    public void Of_the_rule_on_catching_is_seen_in_plain_and_in_asynchronous_code(string where) => Assert.Contains(
        Rules.SwallowedIn(Codebase.Planted), violation => violation.Contains($"{where}(", StringComparison.Ordinal) || violation.Contains($"<{where}>", StringComparison.Ordinal));

    [Fact]
    public void Of_the_rule_on_catching_is_not_seen_where_the_exception_is_handed_on_or_narrow() => Assert.DoesNotContain(
        Rules.SwallowedIn(Codebase.Planted), violation => violation.Contains(nameof(Faithful), StringComparison.Ordinal));

    [Fact]
    public void Of_the_rule_on_logging_is_seen() => Assert.Contains(
        Rules.ExceptionsLoggedIn(Codebase.Planted), violation => violation.Contains(nameof(Violations.LogItsMessage), StringComparison.Ordinal));

    [Fact]
    public void Of_the_statistics_rule_is_seen() => Assert.Contains(
        Rules.StatisticsIn(Codebase.Planted), violation => violation.Contains(nameof(Violations.MeanOfMeans), StringComparison.Ordinal));
}
