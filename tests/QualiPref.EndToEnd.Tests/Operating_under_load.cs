using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>What an operator does at noon, with two replicas of each service and 300 answers a second.</summary>
[Long]
public sealed class Operating_under_load(BalancedSystem system) : IClassFixture<BalancedSystem>
{
    // So many each hundredth of a second.
    private const int AnswersAtOnce = 3;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Restarting_each_replica_in_turn_refuses_nobody_and_loses_and_doubles_nothing() => UnderLoadAsync(seed: 71, async () =>
    {
        foreach (var (replica, name) in Replicas())
        {
            Assert.True(await replica.StopAsync(), $"{name} had to be ended by force");
            await replica.StartAsync(Token);
            await system.Balancer.SeesAsync(name, replica.Address, isReady: true);
        }
    });

    [Fact]
    public Task Changing_the_key_of_each_service_refuses_nobody_and_loses_no_kiosk() => UnderLoadAsync(seed: 72, async () =>
    {
        foreach (var service in system.Parts.Services.Select(part => part.Name))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var next = Path.Combine(system.Keys, $"{service}.next");
            await File.WriteAllTextAsync(next + KeyFolder.PublicEnd, key.ExportSubjectPublicKeyInfoPem(), Token);
            await File.WriteAllTextAsync(next, key.ExportPkcs8PrivateKeyPem(), Token);
            await EveryReplicaBelievesAsync(service, KeyFolder.ReadKey(next));
            File.Move(next, Path.Combine(system.Keys, KeyFolder.PrivateKeyOf(service)), overwrite: true);
        }
        await EveryReplicaSignsWithAsync(KeyFolder.ReadKey(Path.Combine(system.Keys, KeyFolder.PrivateKeyOf("surveys"))));
    });

    private async Task UnderLoadAsync(int seed, Func<Task> operate)
    {
        using var over = new CancellationTokenSource();
        var sender = system.NewSender();
        var watch = Stopwatch.StartNew();
        var sending = SendAsync(sender, seed, over.Token);
        await operate();
        await over.CancelAsync();
        await sending;
        TestContext.Current.TestOutputHelper!.WriteLine($"{sender.Done} answers in {watch.Elapsed.TotalSeconds:0.0} s, {system.Balancer.Failures.Count} replies of 5xx");

        Assert.Empty(sender.Faults);
        Assert.Empty(system.Balancer.Failures);
        await system.AgreesAsync();
    }

    /// <summary>The first replica of each service, then the second of each.</summary>
    private IEnumerable<(LocalPart Replica, string Name)> Replicas() =>
        system.Parts.Services.Concat(system.Others.Services).Select(service => ((LocalPart)service, service.Name));

    /// <summary>Asks in the name of a service until every replica knows its next key: the token is refused for what it may do, no longer for who signed it.</summary>
    private async Task EveryReplicaBelievesAsync(string service, JsonWebKey key)
    {
        var token = SampleToken.Sign(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256), ["service"], ["*"], name: service);
        foreach (var (replica, name) in Replicas().Where(one => one.Name != "portal"))
        {
            await Eventually.HoldsAsync($"{name} at {replica.Address} believes the next key of {service}", async cancellation =>
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, $"{replica.Address}/api/{name}/v1/parked");
                question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await system.Http.SendAsync(question, cancellation);
                return answer.StatusCode == HttpStatusCode.Forbidden;
            }, cancellationToken: Token);
        }
    }

    /// <summary>Enrols kiosks, one at each replica, until the tokens of both are signed with a key.</summary>
    private async Task EveryReplicaSignsWithAsync(JsonWebKey key)
    {
        var enrolled = 0;
        await Eventually.HoldsAsync("surveys signs with its next key", async cancellation =>
        {
            string[] labels = [$"Borne {++enrolled}", $"Borne {++enrolled}"];
            foreach (var label in labels) await system.Identities.EnrolAsync("91-EVRY", label, cancellation);
            return system.Identities.Kiosks.Where(kiosk => labels.Contains(kiosk.Label)).All(kiosk => new JsonWebToken(kiosk.AccessToken).Kid == key.KeyId);
        }, cancellationToken: Token);
    }

    private static async Task SendAsync(ApiSender sender, int seed, CancellationToken over)
    {
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = seed,
            Network = SyntheticNetwork.Essonne,
            Year = RunningSystem.Year,
            BatchedAnswers = 0,
            SingleAnswers = 60_000,
            Complaints = 0,
            LastDay = new DateOnly(RunningSystem.Year, 12, 31),
        });
        using var beat = new PeriodicTimer(Beat, TimeProvider.System);
        var underWay = new List<Task>();
        foreach (var few in chains.Chunk(AnswersAtOnce).TakeWhile(_ => !over.IsCancellationRequested))
        {
            await beat.WaitForNextTickAsync(Token);
            underWay.Add(sender.SendAsync(few, AnswersAtOnce, Token));
        }
        Assert.True(over.IsCancellationRequested, "there were too few answers for so long");
        await Task.WhenAll(underWay);
    }
}
