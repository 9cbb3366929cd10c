using System.Globalization;
using System.Text;
using QRCoder;

namespace QualiPref.Portal.Posters;

/// <summary>A code that a telephone reads, as squares.</summary>
internal sealed class QrCode
{
    private readonly IReadOnlyList<IReadOnlyList<bool>> _rows;

    private QrCode(IReadOnlyList<IReadOnlyList<bool>> rows) => _rows = rows;

    /// <summary>How many squares a side has, the white ones around it included.</summary>
    public int Size => _rows.Count;

    /// <summary>A code of a text, readable with a quarter of it covered.</summary>
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        return new QrCode([.. data.ModuleMatrix.Select(row => (IReadOnlyList<bool>)[.. row.Cast<bool>()])]);
    }

    /// <summary>The dark squares as one path, each one unit wide; neighbours in a row are one piece, so that nothing shines through between them.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                if (!_rows[y][x]) continue;
                var from = x;
                while (x + 1 < Size && _rows[y][x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from + 1}v1H{from}z");
            }
        }
        return path.ToString();
    }
}
