using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

public sealed class Starting_on_a_bare_system : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "install the ICU libraries")]
    [InlineData("TZDIR", "/nowhere", "install tzdata")]
    public async Task Says_what_is_missing(string variable, string value, string words)
    {
        await using var service = new ServiceProcess("surveys", ProjectFolder.BuiltAssembly("QualiPref.Surveys.Host"), 0,
            new Dictionary<string, string> { [variable] = value, ["QualiPref__Identity__KeysPath"] = TestKeys.Folder, ["QUALIPREF_MONGO"] = "mongodb://127.0.0.1:9" }, _folder["log"]);

        var failure = await Assert.ThrowsAsync<LocalStartException>(() => service.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
