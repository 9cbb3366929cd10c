using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>What an operator does at noon, with two replicas of each service and 300 answers a second.</summary>
[Long]
public sealed class Operating_under_load(BalancedSystem system) : IClassFixture<BalancedSystem>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Restarting_each_replica_in_turn_refuses_nobody_and_loses_and_doubles_nothing() => new SteadyLoad(system).DuringAsync(seed: 71, async () =>
    {
        foreach (var replica in system.Hosts) await system.Balancer.RestartAsync(replica);
    });

    [Fact]
    public Task Changing_the_key_of_each_service_refuses_nobody_and_loses_no_kiosk() => new SteadyLoad(system).DuringAsync(seed: 72, async () =>
    {
        foreach (var service in system.Parts.Services.Select(part => part.Name))
            (await system.RunToolAsync(system.Balancer.Of, "keys", "rotate", system.Keys, service)).EndsWith(0);
        await EveryReplicaSignsWithAsync(KeyFolder.ReadKey(Path.Combine(system.Keys, KeyFolder.PrivateKeyOf("surveys"))));
    });

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
}
