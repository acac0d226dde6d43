# Writes the Parquet files of this folder with pyarrow 26: python3 make-parquet.py. No test runs it.
import pyarrow as pa, pyarrow.parquet as pq, datetime as d, decimal, os
D=os.path.join(os.path.dirname(os.path.abspath(__file__)),"")
dec=decimal.Decimal
us=lambda *a: d.datetime(*a)
types=pa.table({
 "text":pa.array(["00123",None,'say "hi", 한글\n😀',""]),
 "large":pa.array(["a","b",None,"d"],pa.large_string()),
 "dictionary":pa.array(["melon",None,"melon","kakaopage"]).dictionary_encode(),
 "binary":pa.array([b"abc",None,"한".encode(),b""],pa.binary()),
 "int8":pa.array([-128,127,None,0],pa.int8()),
 "int16":pa.array([-32768,32767,None,0],pa.int16()),
 "int32":pa.array([-2**31,2**31-1,None,0],pa.int32()),
 "int64":pa.array([-2**63,2**63-1,None,2**53+1],pa.int64()),
 "uint8":pa.array([255,0,None,1],pa.uint8()),
 "uint32":pa.array([2**32-1,0,None,1],pa.uint32()),
 "uint64":pa.array([2**64-1,0,None,2**53+1],pa.uint64()),
 "decimal":pa.array([dec("4900.10"),dec("-0.05"),None,dec("12345678901234.00")],pa.decimal128(18,2)),
 "decimal38":pa.array([dec("99999999999999999999999999999999999999"),dec("-99999999999999999999999999999999999999"),None,dec(0)],pa.decimal128(38,0)),
 "decimal76":pa.array([dec("1234567890123456789012345678901234567890.123"),dec("-1.5"),None,dec("0.001")],pa.decimal256(76,3)),
 "bool":pa.array([True,False,None,True]),
 "date32":pa.array([d.date(2022,10,15),d.date(1,1,1),None,d.date(9999,12,31)],pa.date32()),
 "date64":pa.array([d.date(2022,10,15),d.date(1969,12,31),None,d.date(1970,1,1)],pa.date64()),
 "ms":pa.array([us(2022,10,15,15,30),us(2022,10,15,15,30,0,120000),None,us(1969,12,31,23,59,59,999000)],pa.timestamp("ms")),
 "ms_utc":pa.array([us(2022,10,15,15,30),us(2022,10,15,15,30,0,120000),None,us(1900,1,1)],pa.timestamp("ms",tz="UTC")),
 "us":pa.array([us(2022,10,15,15,30),us(2022,10,15,15,30,0,1),None,us(1969,12,31,23,59,59,999999)],pa.timestamp("us")),
 "us_seoul":pa.array([1665847800000000,1665847800500000,None,-1],pa.timestamp("us",tz="Asia/Seoul")),
 "ns":pa.array([1665847800000000000,1665847800000000001,None,-1],pa.timestamp("ns")),
 "ns_utc":pa.array([1665847800000000000,1665847800120000000,None,-1000000000],pa.timestamp("ns",tz="UTC")),
 "float":pa.array([0.1,1e-7,None,16777216],pa.float32()),
 "double":pa.array([0.1,1e21,None,-1.5e-9],pa.float64()),
 "null":pa.nulls(4),
})
pq.write_table(types,D+"types.parquet",compression="none",use_dictionary=["dictionary"],store_schema=True)
pq.write_table(types.drop_columns(["uint8"]),D+"types-without-arrow.parquet",compression="snappy",store_schema=False,version="2.6")
small=pa.table({"id":[f"S-{i}" for i in range(10)],"n":pa.array(range(10),pa.int64()),"at":pa.array([1665847800+i for i in range(10)],pa.timestamp("s",tz="UTC"))})
for c in ["none","snappy","gzip","zstd","lz4","brotli"]: pq.write_table(small,D+f"{c}.parquet",compression=c,row_group_size=4)
pq.write_table(pa.table({"id":["a","b"],"at":pa.array([1665847800123456789,-1],pa.timestamp("ns"))}),D+"int96.parquet",use_deprecated_int96_timestamps=True)
pq.write_table(small.slice(0,0),D+"empty.parquet")
def one(name,arr,**k): pq.write_table(pa.table({"id":["a"]*len(arr),"odd":arr}),D+name+".parquet",**k)
one("list",pa.array([[1,2]])); one("struct",pa.array([{"a":1}])); one("map",pa.array([[("k",1)]],pa.map_(pa.string(),pa.int32())))
one("bytes",pa.array([b"ok",b"\xff\xfe"],pa.binary())); one("fixed",pa.array([b"abcd"],pa.binary(4))); one("time",pa.array([d.time(1,2)],pa.time64("us")))
one("duration",pa.array([5],pa.duration("s"))); one("half",pa.array([1.5],pa.float16()))
pq.write_table(pa.table({"id":pa.array(["00123",None,"twelve bytes","thirteen byte","한글 텍스트는 더 길다",""],pa.string_view())}),D+"view.parquet")
pq.write_table(pa.table({"id":pa.DictionaryArray.from_arrays(pa.array([1,None,0],pa.int64()),pa.array(["00123","00124"]))}),D+"long-index.parquet")
one("decimal32",pa.array([dec("1.5")],pa.decimal32(5,2)))
import pyarrow.parquet.encryption as pe, base64
class K(pe.KmsClient):
    def __init__(s,c): pe.KmsClient.__init__(s)
    def wrap_key(s,k,m): return base64.b64encode(k)
    def unwrap_key(s,w,m): return base64.b64decode(w)
f=pe.CryptoFactory(lambda c:K(c))
for name,pf in [("encrypted",False),("encrypted-columns",True)]:
    cfg=pe.EncryptionConfiguration(footer_key="f",column_keys={"c":["n"]},plaintext_footer=pf)
    props=f.file_encryption_properties(pe.KmsConnectionConfig(),cfg)
    with pq.ParquetWriter(D+name+".parquet",small.schema,encryption_properties=props) as w: w.write_table(small)
