using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QualiPref.Surveys.Answers;

/// <summary>
/// Tells whether two sendings under one id are the same answer. Compared are parsed values: the order of fields, the way a number,
/// a text or an offset is written and the order of a multiple choice do not matter, null is the same as absent, and what a device
/// says of itself or of the moment of sending (<c>device</c>, <c>sentAt</c>) is no part of the answer.
/// </summary>
internal static class ContentHash
{
    private const int Deepest = 16;

    /// <summary>Hashes an item.</summary>
    /// <param name="item">The JSON object.</param>
    /// <param name="hash">SHA-256 of its canonical form, or of its bytes when there is none.</param>
    /// <returns>False when the object has no canonical form: a field twice, a text that is none, or nesting beyond 16 levels.</returns>
    public static bool TryCompute(JsonElement item, out byte[] hash)
    {
        var canonical = new ArrayBufferWriter<byte>(512);
        var sound = WriteRoot(canonical, item);
        hash = sound ? SHA256.HashData(canonical.WrittenSpan) : SHA256.HashData(JsonMarshal.GetRawUtf8Value(item));
        return sound;
    }

    private static bool WriteRoot(ArrayBufferWriter<byte> to, JsonElement item)
    {
        try
        {
            return WriteObject(to, item, 0, "");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is legal in JSON text but is no text; bytes that are no UTF-8 are found only now.
            return false;
        }
    }

    private static bool WriteObject(ArrayBufferWriter<byte> to, JsonElement element, int depth, string path)
    {
        if (depth > Deepest) return false;
        // Every name is read first: one that is no text is a fault even where its value is null, that is absent, and so is one that stands twice.
        var fields = element.EnumerateObject().Select(field => (field.Name, field.Value)).Where(field => depth > 0 || field.Name is not ("id" or "device" or "sentAt")).ToArray();
        Array.Sort(fields, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        WriteTag(to, '{', fields.Count(field => !IsAbsent(field.Name, field.Value, depth)));
        string? before = null;
        foreach (var (name, value) in fields)
        {
            if (name == before) return false;
            before = name;
            if (IsAbsent(name, value, depth)) continue;
            WriteText(to, name);
            if (!WriteValue(to, value, depth + 1, depth == 0 ? name : path)) return false;
        }
        return true;
    }

    // An outcome that is what it defaults to is as good as none.
    private static bool IsAbsent(string name, JsonElement value, int depth) =>
        value.ValueKind == JsonValueKind.Null
        || (depth == 0 && name == "outcome" && value.ValueKind == JsonValueKind.String && value.ValueEquals("complete"));

    private static bool WriteValue(ArrayBufferWriter<byte> to, JsonElement value, int depth, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(to, value, depth, path);
            case JsonValueKind.Array:
                return WriteArray(to, value, depth, path);
            case JsonValueKind.String:
                WriteText(to, depth == 1 || path == "clock" ? Normalised(value, path) : value.GetString()!);
                return true;
            case JsonValueKind.Number:
                WriteTag(to, '#', 0);
                WriteText(to, Normalised(value));
                return true;
            default:
                WriteTag(to, value.ValueKind == JsonValueKind.True ? 't' : 'f', 0);
                return true;
        }
    }

    private static bool WriteArray(ArrayBufferWriter<byte> to, JsonElement array, int depth, string path)
    {
        var items = new List<byte[]>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            var one = new ArrayBufferWriter<byte>();
            if (depth >= Deepest || !WriteValue(one, item, depth + 1, path)) return false;
            items.Add(one.WrittenSpan.ToArray());
        }
        // A multiple choice is a set.
        if (path == "answers") items = [.. items.DistinctBy(Convert.ToHexString).OrderBy(Convert.ToHexString, StringComparer.Ordinal)];
        WriteTag(to, '[', items.Count);
        foreach (var item in items) to.Write(item);
        return true;
    }

    private static string Normalised(JsonElement text, string path) => path switch
    {
        "answeredAt" when text.TryGetDateTimeOffset(out var instant) => instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
        "kiosk" or "clock" when text.TryGetGuid(out var id) => id.ToString(),
        _ => text.GetString()!,
    };

    private static string Normalised(JsonElement number) => number.TryGetInt64(out var whole)
        ? whole.ToString(CultureInfo.InvariantCulture)
        : number.GetDouble().ToString("R", CultureInfo.InvariantCulture);

    private static void WriteText(ArrayBufferWriter<byte> to, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteTag(to, '"', length);
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(length)));
    }

    // Lengths go first, so that no two different contents can run together into the same bytes.
    private static void WriteTag(ArrayBufferWriter<byte> to, char tag, int length)
    {
        var span = to.GetSpan(5);
        span[0] = (byte)tag;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], length);
        to.Advance(5);
    }
}
