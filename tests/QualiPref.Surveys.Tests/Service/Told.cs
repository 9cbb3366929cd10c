using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>What a consumer was told.</summary>
internal sealed class Told
{
    public ConcurrentQueue<(Guid MessageId, SurveyResponsesRecorded Message)> Messages { get; } = new();

    /// <summary>Messages of every type in the order in which they came.</summary>
    public ConcurrentQueue<object> Everything { get; } = new();

    /// <summary>While true, answers are refused as by a consumer whose database is away: they stay pending.</summary>
    public bool RefusesAnswers { get; set; }

    /// <summary>What the refusal of <see cref="Poison"/> quotes; no reason and no log may repeat it.</summary>
    public const string Quoted = "a text that somebody wrote";

    /// <summary>An answer that is refused whenever it comes, with whatever else is in its message.</summary>
    public Guid? Poison { get; set; }

    /// <summary>What consumers of answers wait for before they take any; null when for nothing.</summary>
    public Func<Task>? Before { get; set; }

    /// <summary>While true, rows are refused as by a consumer whose database is away.</summary>
    public bool RefusesRows { get; set; }

    /// <summary>How often rows were refused.</summary>
    public int RowsRefused { get; set; }

    public IEnumerable<SurveyResponseState> States => Messages.SelectMany(told => told.Message.Responses);

    public IEnumerable<IntakeBalanceChanged> Statements => Everything.OfType<IntakeBalanceChanged>();

    /// <summary>Waits until an answer was told in some version or a later one.</summary>
    public async Task<SurveyResponseState> WaitAsync(Guid id, int version = 1) => (await Eventually.ReadsAsync(
        $"version {version} of {id} is told", _ => Task.FromResult(Latest(id)), state => state?.Version >= version,
        cancellationToken: TestContext.Current.CancellationToken))!;

    /// <summary>What the highest version of an answer says, as a consumer that minds versions would hold it.</summary>
    public SurveyResponseState? Latest(Guid id) => States.Where(state => state.ResponseId == id).MaxBy(state => state.Version);

    /// <summary>The rows of a site-day in the order in which they came.</summary>
    public IReadOnlyList<IntakeBalanceRow> Rows(string site, DateOnly date) =>
        [.. Statements.Where(statement => statement.Site == site).SelectMany(statement => statement.Rows).Where(row => row.Date == date)];

    /// <summary>Waits until the last row of a site-day is as expected.</summary>
    public async Task<IntakeBalanceRow> WaitRowAsync(string site, DateOnly date, Func<IntakeBalanceRow, bool> expected) => (await Eventually.ReadsAsync(
        $"the row of {site} on {date:O} is told", _ => Task.FromResult(Rows(site, date) is [.., var last] ? last : null), row => row is not null && expected(row),
        cancellationToken: TestContext.Current.CancellationToken))!;
}

/// <summary>Stands where indicators consumes, and sets the clock of the process.</summary>
internal sealed class ListeningModule(Told told, TimeProvider time) : IServiceModule
{
    public string Name => "indicators";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(told);
        builder.Services.AddSingleton(time);
    }

    public void AddConsumers(ConsumerList consumers)
    {
        consumers.Add<AnswerConsumer, SurveyResponsesRecorded>(Name, concurrency: 4);
        consumers.Add<RowConsumer, IntakeBalanceChanged>(Name, concurrency: 4);
        consumers.Add<SignConsumer, CutUnderWay>(Name, concurrency: 4);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    internal sealed class AnswerConsumer(Told told) : IConsumer<SurveyResponsesRecorded>
    {
        public async Task Consume(ConsumeContext<SurveyResponsesRecorded> context)
        {
            if (told.Before is { } before) await before();
            if (told.RefusesAnswers) throw new TimeoutException("no server");
            if (context.Message.Responses.Any(response => response.ResponseId == told.Poison)) throw new InvalidOperationException(Told.Quoted);
            told.Messages.Enqueue((context.MessageId!.Value, context.Message));
            told.Everything.Enqueue(context.Message);
        }
    }

    internal sealed class RowConsumer(Told told) : IConsumer<IntakeBalanceChanged>
    {
        public Task Consume(ConsumeContext<IntakeBalanceChanged> context)
        {
            if (told.RefusesRows)
            {
                told.RowsRefused++;
                throw new TimeoutException("no server");
            }
            told.Everything.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class SignConsumer(Told told) : IConsumer<CutUnderWay>
    {
        public Task Consume(ConsumeContext<CutUnderWay> context)
        {
            told.Everything.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
