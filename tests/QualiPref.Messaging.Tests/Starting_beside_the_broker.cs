using System.Net;
using Microsoft.AspNetCore.Builder;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;
using RabbitMQ.Client;

namespace QualiPref.Messaging.Tests;

public sealed class Starting_beside_the_broker(RealBroker broker, RealEngine engine)
{
    private const int Sent = 200, HeldAtOnce = 16;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_no_message_before_its_databases_are_prepared()
    {
        await using var databases = engine.NewPrefix();
        var host = broker.NewVirtualHost();
        await using (var publishing = await TestHost.StartAsync(new PublishingModule(), host, engine, databases))
        {
            await publishing.Service<IMessagePublisher>().PublishAsync(Answers.Messages(Sent), Token);
        }
        var (received, prepared) = (new Received(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var consuming = await StartAsync(new ConsumingModule(received, prepared.Task), host, databases);
        await using var connection = await new ConnectionFactory { Uri = new Uri(host) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        // The broker hands over no more than that before one is taken.
        await Eventually.HoldsAsync("as many as it holds at once were handed over",
            async token => await channel.MessageCountAsync(MessageTopology.QueueOf("indicators", typeof(SurveyResponsesRecorded)), token) == Sent - HeldAtOnce, cancellationToken: Token);

        Assert.Empty(received.MessageIds);

        prepared.SetResult();
        await Eventually.HoldsAsync("all are taken", _ => Task.FromResult(received.MessageIds.Count == Sent), cancellationToken: Token);
    }

    [Fact]
    public async Task Is_ready_once_the_broker_was_reached_and_says_so_until_then()
    {
        await using var databases = engine.NewPrefix();
        await using var waiting = await StartAsync(new ConsumingModule(new Received()), "amqp://guest:guest@127.0.0.1:9", databases);
        await using var reaching = await StartAsync(new ConsumingModule(new Received()), broker.NewVirtualHost(), databases);
        using var http = new HttpClient();

        await Eventually.HoldsAsync("who reaches it is ready", async token => (await http.GetAsync(Ready(reaching), token)).IsSuccessStatusCode, cancellationToken: Token);

        using var answer = await http.GetAsync(Ready(waiting), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("broker: The message broker has not been reached yet.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static Uri Ready(WebApplication app) => new(app.Urls.First() + "/ready");

    // Not waited for until it is prepared, as other tests do.
    private async Task<WebApplication> StartAsync(ConsumingModule module, string address, DatabasePrefix databases)
    {
        var app = QualiPrefHost.Build(
            [
                "--urls=http://127.0.0.1:0", $"--QUALIPREF_MONGO={engine.ConnectionString}", $"--QUALIPREF_RABBITMQ={address}", $"--QualiPref:Storage:DatabasePrefix={databases.Value}",
                $"--QualiPref:Identity:KeysPath={TestKeys.Folder}", "--Logging:LogLevel:Default=None",
            ],
            module);
        await app.StartAsync(Token);
        return app;
    }
}
