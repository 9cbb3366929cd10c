using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What is parked comes again whenever its day is sent again.</summary>
public sealed class Parking_the_same_again(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_logged_the_first_time_only()
    {
        await using var indicators = await RunningIndicators.PrepareAsync(engine);
        var (bad, worse) = (Given.Answer() with { Channel = "a.channel" }, Given.Answer() with { Channel = "b.channel" });
        var log = new IntakeLog();
        var intake = new FactIntake(
            indicators.Service<FactStore>(), indicators.Service<SharedWrites<Fact, RecordedFacts>>(), indicators.Service<ParkedStore>(), indicators.Service<WorkSignal>(), TimeProvider.System, log);

        await TakeAsync(bad);
        await TakeAsync(bad, worse);
        await TakeAsync(bad, worse);

        Assert.Equal(2, log.Entries.Count);
        Assert.All(log.Entries, entry => Assert.StartsWith("Parked 1 items from surveys", entry, StringComparison.Ordinal));

        Task TakeAsync(params IReadOnlyList<SurveyResponseState> answers) =>
            intake.TakeAsync(AnswerFacts.Read(Given.Recorded(answers), indicators.Service<LiveCatalogue>().Current), Token);
    }

    private sealed class IntakeLog : ILogger<FactIntake>
    {
        public List<string> Entries { get; } = [];

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }
}
