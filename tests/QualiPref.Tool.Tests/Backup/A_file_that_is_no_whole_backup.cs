using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using QualiPref.Testing;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

/// <summary>Each is refused with a word, by a look at it and by a restore that may replace everything, and what the databases hold stays.</summary>
public sealed class A_file_that_is_no_whole_backup(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_off_anywhere()
    {
        await using var installation = await WithABackupAsync();
        var whole = await File.ReadAllBytesAsync(installation.File("backup"), Token);
        await RefusedAsync(installation, "no whole backup", Enumerable.Range(0, 40).Select(part => whole[..((whole.Length - 10) * part / 39)]));
    }

    [Fact]
    public async Task With_a_byte_that_differs()
    {
        await using var installation = await WithABackupAsync();
        var whole = await File.ReadAllBytesAsync(installation.File("backup"), Token);
        var altered = Enumerable.Range(0, 40).Select(part => Altered(whole, 10 + ((whole.Length - 18) * part / 40))).Where(file => !IsSameInside(file, whole)).ToList();
        Assert.InRange(altered.Count, 35, 40);
        await RefusedAsync(installation, "", altered);
    }

    [Fact, Sampled]
    public async Task With_a_byte_that_differs_under_a_packing_that_is_right()
    {
        await using var installation = await WithABackupAsync();
        var plain = Unpacked(await File.ReadAllBytesAsync(installation.File("backup"), Token));
        // A letter of what was answered: everything else is as it has to be.
        var at = plain.AsSpan().IndexOf("satisfait"u8);
        await RefusedAsync(installation, "no whole backup", [Packed(Altered(plain, at))]);
        // Every byte in the long run; else those of one remainder, which falls on each kind of thing that a document has.
        foreach (var anywhere in Enumerable.Range(0, plain.Length).Where(byteAt => Effort.IsLong || byteAt % 23 == 0)) Assert.ThrowsAny<RefusedException>(() => BackupReader.Verify(new MemoryStream(Packed(Altered(plain, anywhere)))));
    }

    [Fact]
    public async Task With_more_at_its_end()
    {
        await using var installation = await WithABackupAsync();
        var plain = Unpacked(await File.ReadAllBytesAsync(installation.File("backup"), Token));
        await RefusedAsync(installation, "no whole backup", [Packed([.. plain, 0])]);
    }

    [Fact]
    public async Task Without_one_of_its_documents()
    {
        await using var installation = await WithABackupAsync();
        var documents = Documents(Unpacked(await File.ReadAllBytesAsync(installation.File("backup"), Token)));
        documents.Remove(documents.Single(one => one.GetValue("choice", "") == "satisfait"));
        await RefusedAsync(installation, "no whole backup", [Packed([.. documents.SelectMany(one => one.ToBson())])]);
    }

    [Fact]
    public async Task Of_something_else()
    {
        await using var installation = await WithABackupAsync();
        await RefusedAsync(installation, "no whole backup",
            [[], "text"u8.ToArray(), Packed("text"u8.ToArray()), Packed(new BsonDocument("a", 1).ToBson()), new byte[100_000], Packed(new byte[100_000])]);
    }

    [Fact]
    public async Task Of_another_format()
    {
        await using var installation = await WithABackupAsync();
        var documents = Documents(Unpacked(await File.ReadAllBytesAsync(installation.File("backup"), Token)));
        documents[0]["version"] = 2;
        documents[0]["code"] = "9.9.9";
        await RefusedAsync(installation, "format 2, and this tool reads format 1 alone. It was taken by version 9.9.9", [Packed([.. documents.SelectMany(one => one.ToBson())])]);
    }

    [Fact]
    public async Task With_a_collection_of_a_later_version()
    {
        await using var installation = await WithABackupAsync();
        var later = ByHand(new BsonDocument("surveys.feelings", 1L), Header, new("collection", "surveys.feelings"), new("_id", 1), []);
        await RefusedAsync(installation, "holds surveys.feelings, which this tool does not know. It was taken by version 0.1.0", [later]);
    }

    /// <summary>The format as it is promised, written by hand: whoever changes it changes its version.</summary>
    [Fact]
    public async Task But_one_that_was_made_by_hand_after_the_description_is()
    {
        await using var installation = new Installation(engine);
        // Cells that reporting kept are of a release before: they are read over.
        var made = ByHand(new BsonDocument { ["reporting.cells"] = 1L, ["surveys.responses"] = 2L, ["indicators.parked"] = 0L },
            Header, new("collection", "reporting.cells"), new("_id", 1), [], new("collection", "surveys.responses"), new("_id", 1), new("_id", 2), [], new("collection", "indicators.parked"), []);
        await File.WriteAllBytesAsync(installation.File("by hand"), made, Token);

        Assert.Equal(0, await installation.RestoreAsync(installation.File("by hand")));

        Assert.Equal([1, 2], (await installation.ReadAsync("surveys.responses")).Select(one => one["_id"].AsInt32));
        Assert.Empty(await installation.ReadAsync("reporting.cells"));
        Assert.Contains("databases elsewhere_*", installation.Said.Output, StringComparison.Ordinal);
    }

    private static BsonDocument Header => new() { ["format"] = "qualipref-backup", ["version"] = 1, ["code"] = "0.1.0", ["at"] = DateTime.UnixEpoch, ["prefix"] = "elsewhere" };

    private static byte[] ByHand(BsonDocument counts, params BsonDocument[] documents)
    {
        byte[] body = [.. documents.SelectMany(one => one.ToBson())];
        return Packed([.. body, .. new BsonDocument { ["counts"] = counts, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(body)) }.ToBson()]);
    }

    // Where something is there twice the packing may name either: it then differs, and what is packed does not.
    private static bool IsSameInside(byte[] file, byte[] whole)
    {
        try
        {
            return Unpacked(file).AsSpan().SequenceEqual(Unpacked(whole));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private async Task<Installation> WithABackupAsync()
    {
        var installation = new Installation(engine);
        await installation["surveys.responses"].InsertManyAsync(
            [new BsonDocument { ["_id"] = 1, ["choice"] = "satisfait" }, new BsonDocument { ["_id"] = 2, ["choice"] = "peu-satisfait", ["more"] = Encoding.UTF8.GetBytes(new string('x', 500)) }], null, Token);
        Assert.Equal(0, await installation.BackupAsync(installation.File("backup")));
        return installation;
    }

    private static async Task RefusedAsync(Installation installation, string word, IEnumerable<byte[]> files)
    {
        var before = await installation.EverythingAsync();
        foreach (var file in files)
        {
            await File.WriteAllBytesAsync(installation.File("other"), file, Token);
            foreach (var how in (string[])["--check-only", "--replace"])
            {
                Assert.Equal(1, await installation.RestoreAsync(installation.File("other"), how));
                Assert.Contains(word, installation.Said.Error, StringComparison.Ordinal);
                Assert.Empty(installation.Said.Output);
            }
        }
        Assert.Equal(before, await installation.EverythingAsync());
    }

    private static byte[] Altered(byte[] bytes, int at)
    {
        var altered = bytes.ToArray();
        altered[at] ^= 0x10;
        return altered;
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static List<BsonDocument> Documents(byte[] plain)
    {
        var documents = new List<BsonDocument>();
        for (var at = 0; at < plain.Length;)
        {
            var length = BitConverter.ToInt32(plain, at);
            documents.Add(BsonSerializer.Deserialize<BsonDocument>(plain[at..(at + length)]));
            at += length;
        }
        return documents;
    }
}
